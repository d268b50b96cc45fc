import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy, newNonce, pageHtml } from '../../src/host/page';

const files = { script: 'https://file.example/webview.js', style: 'https://file.example/webview.css', mermaid: 'https://file.example/a"b.js' };

describe('the page of a view', () => {
  test('lets only scripts with its nonce run and nothing load from elsewhere', () => {
    expect(contentSecurityPolicy('https://*.example', 'abc')).toBe(
      "default-src 'none'; img-src https://*.example data:; font-src https://*.example; " +
        "style-src https://*.example 'unsafe-inline'; script-src 'nonce-abc'",
    );
  });

  test('has the place for the view, where Mermaid is, and one script', () => {
    const html = pageHtml({ cspSource: 'https://*.example' }, files, 'abc');
    expect(html).toContain('<div id="app" data-mermaid-src="https://file.example/a&quot;b.js" data-nonce="abc"></div>');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="abc" src="https://file.example/webview.js">');
    expect(html).toContain('<link rel="stylesheet" href="https://file.example/webview.css">');
  });

  test('gets a new nonce each time', () => {
    const nonces = Array.from({ length: 50 }, newNonce);
    expect(new Set(nonces).size).toBe(50);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});
