// Entry for the web-worker extension host. Both hosts run the same code; only the bundle differs.
export { activate } from './activate';
