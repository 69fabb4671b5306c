/**
 * The alerts that a hub sends when something needs attention.
 *
 * @packageDocumentation
 */

export { type OperationalEvent, operationalEventSchema } from './alerts/operational-event.js'
