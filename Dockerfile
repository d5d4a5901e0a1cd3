# The App for production: `docker build -t tributary .`
# It was written on a machine without Docker: no image has been built from it yet. What can be checked without one is in
# test/deployment.test.ts; and the App was seen to start, follow a chain and stop in a folder with just what is copied below.

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Only the npm package `node` has an install script, and the image brings Node 24 itself. Optional is a light client of the chain
# (under the GPL) that nothing here loads.
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
 && rm -rf node_modules/node node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIRECTORY=/data/ledger
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE app.yml ./
COPY schemas schemas
COPY templates templates
COPY src src
# Where PGlite keeps the ledger unless DATABASE_URL names a PostgreSQL server.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# What `npm run serve` runs, without npm between, so that a signal to stop reaches the App.
ENTRYPOINT ["node", "src/cli/tributary.ts"]
CMD ["serve"]
