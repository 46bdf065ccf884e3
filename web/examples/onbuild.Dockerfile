FROM node:22 AS runner
WORKDIR /app
ONBUILD COPY . .
ONBUILD CMD ["npm", "start"]

FROM golang:1.23 AS unused
RUN go version

FROM runner
ENV NODE_ENV=production
