/** What CI checks, here and on GitHub: `.ci/run` runs all of it, each job of `.github/workflows/ci.yml` its part. */

export interface Step {
	/** For bash. */
	run: string;
	/** Vitest's: it reports how many tests passed. */
	hasTests?: boolean;
	/** Programs that Debian has and npm has not, or of which it has another version. */
	needs?: (keyof typeof DEBIAN)[];
}

/** The packages that these programs are in. */
export const DEBIAN = {
	chromium: 'chromium',
	pgbouncer: 'pgbouncer',
	haproxy: 'haproxy',
	openssl: 'openssl',
	python3: 'python3',
	curl: 'curl',
	jq: 'jq',
	pg_virtualenv: 'postgresql',
	buildah: 'buildah',
	debootstrap: 'debootstrap',
	promtool: 'prometheus',
};

export const STEPS: Record<string, Step> = {
	lint: { run: 'pnpm lint' },
	types: { run: 'pnpm typecheck' },
	build: { run: 'pnpm build' },
	migrations: { run: 'pnpm check:migrations' },
	alerts: { run: 'pnpm check:alerts', needs: ['promtool'] },
	tests: { run: 'pnpm test', hasTests: true },
	// Without the house's lock it has to find something.
	chaos: { run: 'pnpm build && pnpm proof chaos && pnpm proof chaos --without-lock' },
	client: { run: 'pnpm gate:client', needs: ['chromium'] },
	pooler: {
		run: 'pnpm test:pooler',
		hasTests: true,
		needs: ['pgbouncer', 'haproxy', 'openssl', 'python3', 'curl', 'jq'],
	},
	browser: { run: 'pnpm test:browser', hasTests: true, needs: ['chromium'] },
	rehearsal: { run: 'pnpm rehearse --short', needs: ['haproxy'] },
	drill: {
		// Debian's pg_dump refuses the newer embedded server, so the drill has the newest one that is installed, or the one
		// that is named: on GitHub production's.
		run: `pg_virtualenv \${DRILL_POSTGRES:+-v $DRILL_POSTGRES} bash -c '
			export TEST_POSTGRES_URL=postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres
			pnpm drill:restore'`,
		needs: ['pg_virtualenv'],
	},
	image: { run: 'pnpm image', needs: ['buildah', 'debootstrap'] },
};
