import { keepCompiled } from './compiled.ts';

const begun = Date.now();
keepCompiled();

try {
  // Loaded only now, so that it comes out of what is kept.
  const { start } = await import('./start.ts');
  process.exit(await start(begun));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
