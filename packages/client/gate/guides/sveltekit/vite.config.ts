import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	// The forms' check of where they come from needs the page's origin.
	plugins: [sveltekit({ adapter: adapter(), paths: { origin: process.env['ORIGIN'] } })],
});
