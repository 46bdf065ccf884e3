FROM debian:12
WORKDIR /packages
CMD for file in *.deb; do\n\
      dpkg --info "$file"\n\
      curl -F "package=@$file" -H "Authorization: Bearer ${API_KEY}" "${REPOSITORY_URL}/${DISTRIBUTION}"\n\
    done
