/** Made by `npm run codegen` from resolvers/limits.ts and resolvers/userPool.ts. */
export const limits = {
  "message": {
    "maxCodePoints": 1024
  },
  "preview": {
    "maxUnits": 120
  },
  "page": {
    "defaultSize": 20,
    "maxSize": 100
  },
  "readMarker": {
    "maxStep": 200
  },
  "clientToken": {
    "maxLength": 64,
    "validHours": 24
  },
  "handle": {
    "minLength": 2,
    "maxLength": 30
  },
  "displayName": {
    "maxCodePoints": 50
  }
} as const;

export const passwordPolicy = {
  "minLength": 8,
  "requireLowercase": true,
  "requireUppercase": true,
  "requireDigits": true,
  "requireSymbols": true
} as const;
