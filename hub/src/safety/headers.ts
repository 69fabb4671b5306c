import { secureHeaders } from 'hono/secure-headers'

/** Pages load what the hub itself serves, as files, and nothing else; nobody frames them. */
export const safeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  // Without a referrer browsers do not say where a form comes from either, and the check for cross-site requests needs that.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  // Whoever terminates TLS in front of the hub knows for how long.
  strictTransportSecurity: false,
})
