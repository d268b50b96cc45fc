import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { MODELS, findModel } from '../../src/models/registry';
import { root } from '../bundled';

it('lists exactly the models there are: if not, run `npm run registry`', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/registry.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('finds models by id', () => {
  expect(findModel('request-reply')?.title).toBe('Request and reply');
  expect(findModel('nothing')).toBeUndefined();
});

it('has no two models of one id', () => {
  const ids = MODELS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each(MODELS.map((model) => [model.id, model] as const))('%s is consistent in itself', (_, model) => {
  const roles = Object.keys(model.roles);
  const names = Object.values(model.roles).flatMap((role) => role.names);
  expect(new Set(names).size).toBe(names.length);
  for (const { names: own, min, max } of Object.values(model.roles)) {
    expect(own.length).toBeGreaterThanOrEqual(min);
    expect(own.length).toBeLessThanOrEqual(max);
  }
  for (const { from, to } of Object.values(model.messages)) expect(roles).toEqual(expect.arrayContaining([...from, ...to]));
  for (const { role } of Object.values(model.operations)) expect(roles).toContain(role);
  const specs = [model.params, ...Object.values(model.operations).map(({ args }) => args)].flatMap((each) => Object.values(each));
  for (const spec of specs) {
    if (spec.type === 'choice') expect(spec.choices).toContain(spec.default);
    else if (spec.type === 'text') expect(spec.default.length).toBeLessThanOrEqual(spec.maxChars);
    else if (spec.type !== 'boolean') {
      expect(spec.default).toBeGreaterThanOrEqual(spec.min);
      expect(spec.default).toBeLessThanOrEqual(spec.max);
    }
  }
});
