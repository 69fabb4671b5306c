// Put in by the bundler, and for the tests by theirs: the file itself lies outside of what is compiled.
declare const PACKAGE_VERSION: string

/** The version of this package. */
export const packageVersion: string = PACKAGE_VERSION
