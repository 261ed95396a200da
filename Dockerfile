FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN mkdir -p /data /app/uploads && chown -R node:node /data /app/uploads
USER node
ENV DATA_DIR=/data
EXPOSE 3000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:3000/health/live').then((answer) => process.exit(answer.ok ? 0 : 1))"
CMD ["node", "--import", "tsx", "src/server.ts"]
