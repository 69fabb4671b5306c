export { type OperationalEvent, operationalEventSchema } from './alerts/operational-event.js'
