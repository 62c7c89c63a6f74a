/** Made by `npm run codegen` from resolvers/limits.ts, userPool.ts and moderators.ts. */
export const limits = {
  "message": {
    "maxCodePoints": 1024
  },
  "preview": {
    "maxBytes": 100
  },
  "request": {
    "maxMessages": 5
  },
  "edit": {
    "windowMinutes": 15,
    "max": 10
  },
  "reaction": {
    "maxBytes": 40
  },
  "changes": {
    "retentionDays": 90
  },
  "newConversations": {
    "maxADay": 20
  },
  "report": {
    "perDay": 10,
    "contextMessages": 5,
    "contextMessageBytes": 400,
    "commentMaxCodePoints": 500,
    "statementMaxCodePoints": 500,
    "maxDecisions": 20,
    "maxSuspensionDays": 3650,
    "retentionDays": 180
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
    "maxLength": 30,
    "heldDays": 30,
    "maxHeld": 3
  },
  "account": {
    "freshSignInMinutes": 5
  },
  "search": {
    "minLength": 3,
    "defaultSize": 10,
    "maxSize": 20
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

export const moderatorsGroup = "moderators";
