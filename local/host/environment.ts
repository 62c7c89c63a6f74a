/**
 * Imported first. The AWS SDK's notice about coming versions of Node is for those who upgrade the
 * SDK, which is pinned here; whoever starts the host can do nothing about it.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
