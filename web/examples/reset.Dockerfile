FROM nginx:1.27
COPY wrapper.sh /wrapper.sh
ENTRYPOINT ["/wrapper.sh"]
