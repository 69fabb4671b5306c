export const onPostgres = {
  processes: [
    { work: true, publish: false },
    { work: true, publish: false },
    { work: false, publish: true },
  ],
  webhooks: 3,
} as const

export const onPglite = { processes: [{ work: true, publish: true }], webhooks: 3 } as const
