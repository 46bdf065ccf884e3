ARG VERSION=12
FROM debian:${VERSION}
RUN echo "built on Debian $VERSION"
ENV RELEASE=$VERSION
CMD ["cat", "/etc/debian_version"]
