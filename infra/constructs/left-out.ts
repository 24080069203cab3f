/** What no bundle has: native parts that some packages would rather use, and do without where they are not found. */
export const leftOut = ['*.node', 'cpu-features'];

/** Goes before a bundle, which is an ES module: some dependencies are CommonJS, ask for `require`, and look where they are. */
export const banner = {
  js: "import{createRequire as r}from'node:module';const require=r(import.meta.url),__dirname=import.meta.dirname;",
};
