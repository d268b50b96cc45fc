import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { previewNotes } from '../../src/notes/preview';
import { termFinder } from '../../src/trace/terms';

const md = new MarkdownIt({ html: true });
previewNotes(md, (env) =>
  env === 'note'
    ? {
        find: termFinder([{ anchor: 'lease', title: 'Lease', forms: ['lease'], text: 'A "lock" <b>.' }]),
        glossary: '../glossary.md',
        sections: [{ anchor: 'the-lease', rows: ['U13'], scenarios: [{ href: '../../scenarios/ch8/a.scenario.yaml', title: 'A [b] <i>' }] }],
      }
    : undefined,
);
const html = (text: string, env: unknown = 'note'): string => md.render(text, env as never);

describe('notes in a preview', () => {
  test('an answer is folded, and choices do not tell which is right', () => {
    const shown = html('> **Question.** Which?\n>\n> - [ ] this\n> - [x] that\n>\n> **Answer.** That.\n>\n> Really.\n\nAfter.');
    expect(shown).not.toMatch(/\[[ x]\]/);
    expect(shown.replace(/\n/g, '')).toContain('<details><summary>Show the answer</summary><p><strong>Answer.</strong> That.</p><p>Really.</p></details></blockquote><p>After.</p>');
    expect(html('> **Question.** Without an answer?')).not.toContain('details');
  });

  test('the first term of a section leads to the glossary and says what it means, escaped', () => {
    const shown = html('# A lease\n\nA lease, a lease, [a lease](b.md), `lease`.');
    expect(shown.match(/faultline-term/g)).toHaveLength(1);
    expect(shown).toContain('<a href="../glossary.md#lease" title="Lease: A &quot;lock&quot; &lt;b&gt;." class="faultline-term">lease</a>, a lease,');
  });

  test('below a heading stand the scenarios of its section', () => {
    const shown = html('# Top\n\n## The lease\n\nText.').replace(/\n/g, '');
    expect(shown).toContain('<summary>Scenarios for this section: U13 (1)</summary><ul><li><a href="../../scenarios/ch8/a.scenario.yaml">A [b] &lt;i&gt;</a></li></ul></details><p>Text.</p>');
    expect(shown.match(/details/g)).toHaveLength(2);
  });

  test('any other text is left as it is', () => {
    const text = '# The lease\n\nA lease.\n\n> **Question.** A?\n>\n> **Answer.** B.';
    expect(html(text, 'other')).toBe(new MarkdownIt({ html: true }).render(text));
  });
});
