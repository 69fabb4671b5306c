// The bundler replaces it, and so does the test runner. An import of package.json would reach outside of
// `src`.
declare const PACKAGE_VERSION: string

/** The version of this package. */
export const packageVersion: string = PACKAGE_VERSION
