FROM debian:12
ENV base=/opt home=$base/app
ENV path=$base/bin
WORKDIR $home
CMD ["sh", "-c", "echo $path"]
