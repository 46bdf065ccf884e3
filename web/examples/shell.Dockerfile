FROM debian:12
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN wget -q -O - https://example.com/list | wc -l
CMD exec sleep 30
