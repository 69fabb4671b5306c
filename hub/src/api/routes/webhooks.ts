import { createRoute, z } from '@hono/zod-openapi'
import { deliverySchema } from '../schemas/delivery.js'
import { replayRequestSchema, replaySchema } from '../schemas/replay.js'
import { idParameter } from '../schemas/scalars.js'
import {
  disabledWebhookSchema,
  newWebhookSchema,
  rotationSchema,
  testSchema,
  webhookChangeSchema,
  webhookSchema,
  webhookSummarySchema,
  webhookWithSecretSchema,
} from '../schemas/webhook.js'
import { failure, json, missing, sent, wrong } from './answers.js'

const tag = {
  ETag: {
    schema: { type: 'string' as const },
    description: 'Send it back in `If-Match` to change only what you have read.',
  },
}

const duplicate = {
  409: failure('Another webhook has this URL. Set `allowDuplicate` to use it anyway.'),
}

export const listWebhooks = createRoute({
  operationId: 'listWebhooks',
  tags: ['Webhooks'],
  method: 'get',
  path: '/webhooks',
  summary: 'List webhooks, oldest first',
  responses: { 200: json(z.array(webhookSummarySchema), 'All webhooks.') },
})

export const createWebhook = createRoute({
  operationId: 'createWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks',
  summary: 'Create a webhook',
  request: { body: sent(newWebhookSchema, { url: 'https://example.com/webhooks' }) },
  responses: {
    201: json(webhookWithSecretSchema, 'The new webhook with its secret, which is not returned again.'),
    ...duplicate,
    ...wrong,
  },
})

export const getWebhook = createRoute({
  operationId: 'getWebhook',
  tags: ['Webhooks'],
  method: 'get',
  path: '/webhooks/{id}',
  summary: 'Get a webhook',
  request: { params: idParameter },
  responses: { 200: { ...json(webhookSummarySchema, 'The webhook.'), headers: tag }, ...missing },
})

export const updateWebhook = createRoute({
  operationId: 'updateWebhook',
  tags: ['Webhooks'],
  method: 'patch',
  path: '/webhooks/{id}',
  summary: 'Change a webhook',
  request: {
    params: idParameter,
    headers: z.object({
      'if-match': z.string().optional().openapi({
        description: 'The `ETag` of the webhook that you read. If it has changed since, the answer is 412.',
      }),
    }),
    body: sent(webhookChangeSchema, { description: 'Orders' }),
  },
  responses: {
    200: { ...json(webhookSchema, 'The webhook after the change.'), headers: tag },
    ...duplicate,
    412: failure('The webhook was changed in the meantime. Nothing was changed now.'),
    ...missing,
    ...wrong,
  },
})

const webhookAct = <Path extends string>(operationId: string, path: Path, summary: string) =>
  createRoute({
    operationId,
    tags: ['Webhooks'],
    method: 'post',
    path,
    summary,
    request: { params: idParameter },
    responses: { 200: json(webhookSchema, 'The webhook after the change.'), ...missing },
  })

export const webhookActs = {
  pause: webhookAct(
    'pauseWebhook',
    '/webhooks/{id}/pause',
    'Pause a webhook: its deliveries wait until it is resumed',
  ),
  resume: webhookAct(
    'resumeWebhook',
    '/webhooks/{id}/resume',
    'End the pause of a webhook, and its rest if it rests',
  ),
  enable: webhookAct('enableWebhook', '/webhooks/{id}/enable', 'Enable a webhook'),
}

export const disableWebhook = createRoute({
  operationId: 'disableWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/disable',
  summary: 'Disable a webhook: new events skip it, and its unfinished deliveries are given up',
  request: { params: idParameter },
  responses: { 200: json(disabledWebhookSchema, 'The webhook, and how much was given up.'), ...missing },
})

export const removeWebhook = createRoute({
  operationId: 'removeWebhook',
  tags: ['Webhooks'],
  method: 'delete',
  path: '/webhooks/{id}',
  summary: 'Delete a webhook and all its deliveries',
  request: { params: idParameter },
  responses: { 204: { description: 'Deleted.' }, ...missing },
})

export const replayWebhook = createRoute({
  operationId: 'replayWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/replay',
  summary: 'Send events from a time range to a webhook again, or count them',
  request: {
    params: idParameter,
    body: sent(replayRequestSchema, { since: '2026-11-27T09:00:00Z', dryRun: true }),
  },
  responses: { 200: json(replaySchema, 'What was found, and what is sent.'), ...missing, ...wrong },
})

export const rotateSecret = createRoute({
  operationId: 'rotateSecret',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/rotate-secret',
  summary: 'Give a webhook a new secret',
  request: { params: idParameter, body: sent(rotationSchema, { overlapSeconds: 3600 }, false) },
  responses: {
    200: json(webhookWithSecretSchema, 'The webhook with its new secret, which is not returned again.'),
    ...missing,
    ...wrong,
  },
})

export const testWebhook = createRoute({
  operationId: 'testWebhook',
  tags: ['Webhooks'],
  method: 'post',
  path: '/webhooks/{id}/test',
  summary: 'Send an example event to a webhook',
  request: { params: idParameter, body: sent(testSchema, {}, false) },
  responses: { 202: json(deliverySchema, 'The delivery.'), ...missing, ...wrong },
})
