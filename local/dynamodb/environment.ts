/** What a program may need to run at all; nothing that the developer has set for other programs. */
const needed = ['PATH', 'JAVA_HOME', 'JAVA_TOOL_OPTIONS', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** The environment of an engine: secrets of the developer's shell are not in it. */
export const engineEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      needed.some((one) => one.toLowerCase() === name.toLowerCase()),
    ),
  );
