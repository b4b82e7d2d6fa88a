# Node 24.21.0; Dependabot moves it on.
FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6 AS build
WORKDIR /app
RUN npm install -g pnpm@12

# The manifests alone, so that dependencies are installed anew only when one of them changes.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY patches patches
COPY packages/client/package.json packages/client/
COPY packages/pages/package.json packages/pages/
COPY packages/server/package.json packages/server/
COPY packages/shared/package.json packages/shared/
COPY packages/testing/package.json packages/testing/
RUN --mount=type=cache,target=/pnpm/store \
    pnpm install --frozen-lockfile --store-dir /pnpm/store --filter @betzenstein/server... --filter @betzenstein/pages...

COPY tsconfig.base.json LICENSE ./
COPY drizzle drizzle
COPY packages packages
# The checkout may have been made under a strict umask, and the programs do not run as root.
RUN pnpm --filter @betzenstein/server --filter @betzenstein/pages build && \
    # Source maps are for whoever has the sources, and they hold them.
    rm packages/server/dist/*.map && \
    chmod -R a+rX LICENSE drizzle packages/server/package.json packages/server/dist packages/pages/dist

# The programs hold everything they import: no node_modules, nothing of the package manager.
FROM node:24-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
# V8's heap ends below the 256 MB of the machine (160 for what is old, three times 4 for what is new), so that it collects
# more often before the kernel kills; left alone it takes the machine's whole memory for its own.
ENV NODE_ENV=production NODE_COMPILE_CACHE=/app/compiled \
    NODE_OPTIONS="--max-old-space-size=160 --max-semi-space-size=4"
WORKDIR /app
# Says that `.js` means ES modules.
COPY --from=build /app/packages/server/package.json /app/LICENSE ./
COPY --from=build /app/drizzle drizzle
COPY --from=build /app/packages/pages/dist pages/dist
COPY --from=build /app/packages/server/dist dist
RUN mkdir compiled && chown node compiled
USER node
# V8's own form of the programs, and of what they load later, so that no start compiles them anew; Node falls back to the
# sources if it does not fit. They end at once, for they lack their settings.
RUN node dist/main.js 2>&1 | grep -q DATABASE_URL && \
    node dist/migrate.js 2>&1 | grep -q DATABASE_URL && \
    node dist/admin.js help >/dev/null && \
    for part in dist/*-*.js; do node "$part" || exit 1; done && ls compiled/*/*
# The server, and the metrics.
EXPOSE 8080 9091
# Node itself, since a package manager in front of it would not pass SIGTERM on.
CMD ["node", "dist/main.js"]
