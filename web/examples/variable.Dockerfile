FROM debian:12
ENV API_KEY=secret
CMD ["deploy.sh", "${API_KEY}"]
