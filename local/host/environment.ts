/**
 * Imported first. Switches off the AWS SDK's notice about coming versions of Node: the SDK is
 * pinned here, so the person who starts the host can do nothing about it.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
