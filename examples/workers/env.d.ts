// In your project, `wrangler types` writes a file like this.
declare module 'cloudflare:workers' {
  export const env: { readonly WEBHOOK_SECRET?: string }
}
