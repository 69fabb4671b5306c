/** The folder for what `npm run release:check` writes. Git ignores it. */
export const outputFolder = '.release'
