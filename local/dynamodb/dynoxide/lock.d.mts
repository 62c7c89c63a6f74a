import type { ListenOptions, Server } from 'node:net';

export function listen(options: ListenOptions): Promise<Server | undefined>;

export function lock(directory: string, platform?: string): Promise<Server | undefined>;
