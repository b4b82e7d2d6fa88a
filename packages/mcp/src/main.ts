#!/usr/bin/env node
/** `npx @betzenstein/mcp`: speaks MCP over stdin and stdout, for as long as the assistant that started it stays. */
import { createClient } from '@betzenstein/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { mcpServer } from './server.ts';

const { BETZENSTEIN_URL: url, BETZENSTEIN_TOKEN } = process.env;
// People have links rather than tokens.
const token = BETZENSTEIN_TOKEN?.replace(/^.*#/, '') || undefined;

if (url) serveStdio(() => mcpServer(createClient({ url, token }), { mayChange: token !== undefined }));
else {
	console.error('BETZENSTEIN_URL has to say where the server is, such as https://api.example.com.');
	process.exitCode = 1;
}
