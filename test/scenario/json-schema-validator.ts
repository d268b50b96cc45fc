/**
 * As much of a JSON Schema validator as our own schema needs, so that the tests can hold the schema against real
 * scenarios. It throws on a keyword it does not know: silence would make every test pass.
 */
type Json = { readonly [key: string]: unknown };

const SAID_ELSEWHERE = new Set(['$schema', 'title', 'description', 'default', 'then']);

/** Where the value breaks the schema, as `path: keyword`; empty when it is valid. */
export function violations(schema: Json, value: unknown, path = ''): string[] {
  return Object.entries(schema).flatMap(([keyword, rule]) => check(keyword, rule, schema, value, path));
}

function check(keyword: string, rule: unknown, schema: Json, value: unknown, path: string): string[] {
  const wrong = [`${path || '/'}: ${keyword}`];
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = isObject ? Object.entries(value) : [];
  const keys = entries.map(([key]) => key);
  switch (keyword) {
    case 'type':
      return ([] as unknown[]).concat(rule).some((type) => hasType(type as string, value)) ? [] : wrong;
    case 'enum':
      return (rule as unknown[]).includes(value) ? [] : wrong;
    case 'const':
      return rule === value ? [] : wrong;
    case 'minimum':
      return typeof value !== 'number' || value >= (rule as number) ? [] : wrong;
    case 'maximum':
      return typeof value !== 'number' || value <= (rule as number) ? [] : wrong;
    case 'maxLength':
      return typeof value !== 'string' || value.length <= (rule as number) ? [] : wrong;
    case 'pattern':
      return typeof value !== 'string' || new RegExp(rule as string, 'u').test(value) ? [] : wrong;
    case 'minItems':
      return !Array.isArray(value) || value.length >= (rule as number) ? [] : wrong;
    case 'maxItems':
      return !Array.isArray(value) || value.length <= (rule as number) ? [] : wrong;
    case 'items':
      return Array.isArray(value) ? value.flatMap((item, i) => violations(rule as Json, item, `${path}/${i}`)) : [];
    case 'required':
      return !isObject || (rule as string[]).every((key) => keys.includes(key)) ? [] : wrong;
    case 'properties':
      return entries.flatMap(([key, item]) => (Object.hasOwn(rule as Json, key) ? violations((rule as { [key: string]: Json })[key]!, item, `${path}/${key}`) : []));
    case 'additionalProperties':
      return entries.flatMap(([key, item]) => {
        if (Object.hasOwn((schema['properties'] ?? {}) as Json, key)) return [];
        return rule === false ? [`${path}/${key}: ${keyword}`] : violations(rule as Json, item, `${path}/${key}`);
      });
    case 'propertyNames':
      return keys.flatMap((key) => (violations(rule as Json, key).length === 0 ? [] : [`${path}/${key}: ${keyword}`]));
    case 'anyOf':
      return (rule as Json[]).some((each) => violations(each, value).length === 0) ? [] : wrong;
    case 'oneOf':
      return (rule as Json[]).filter((each) => violations(each, value).length === 0).length === 1 ? [] : wrong;
    case 'allOf':
      return (rule as Json[]).flatMap((each) => violations(each, value, path));
    case 'if':
      return violations(rule as Json, value).length === 0 ? violations(schema['then'] as Json, value, path) : [];
    default:
      if (SAID_ELSEWHERE.has(keyword)) return [];
      throw new Error(`the test does not know the keyword ${keyword}`);
  }
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
