/** The variables that a program may need to run, and no other variable of the developer's. */
const needed = ['PATH', 'JAVA_HOME', 'JAVA_TOOL_OPTIONS', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];

/** The environment of an engine, without the secrets of the developer's shell. */
export const engineEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) =>
      needed.some((one) => one.toLowerCase() === name.toLowerCase()),
    ),
  );
