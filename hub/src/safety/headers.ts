import { secureHeaders } from 'hono/secure-headers'

/** Pages load only files that the hub serves, run no inline scripts, and cannot be framed. */
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
  // With `no-referrer`, browsers send `Origin: null` with forms, which the cross-site check would refuse.
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  // Left to the proxy that terminates TLS.
  strictTransportSecurity: false,
})
