/** What both servers are told by whoever starts them: `process.argv[2]`, JSON. */
export const settings = JSON.parse(process.argv[2]);

/** Says the port to the parent, and ends with it. */
export const serveParent = (port) => {
  process.once('disconnect', () => process.exit());
  process.send(port);
};
