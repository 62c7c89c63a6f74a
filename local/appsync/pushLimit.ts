/** Largest payload of a push, bytes (AppSync quotas: 240 KB; measured between 244,440 and 247,040). */
export const maxPushBytes = 245_760;
