/** The user pool's group of moderators; the schema names it in `@aws_auth`. */
export const moderatorsGroup = 'moderators';
