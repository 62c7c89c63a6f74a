/** The settings of both servers, from their parent: `process.argv[2]`, JSON. */
export const settings = JSON.parse(process.argv[2]);

/** Sends the port to the parent, and ends with the parent. */
export const serveParent = (port) => {
  process.once('disconnect', () => process.exit());
  process.send(port);
};
