type Stop = () => Promise<void> | void;

/** Registers the function that stops a started part. */
export type Started = (stop: Stop) => void;

/**
 * Starts a host part by part. If a part cannot start, the parts before it are stopped and its error
 * is thrown.
 *
 * @param start gets `started`, and `stop`, which stops the started parts in reverse order
 */
export async function startParts<T>(
  start: (started: Started, stop: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    return await start((end) => void stops.push(end), stop);
  } catch (error) {
    await stop();
    throw error;
  }
}
