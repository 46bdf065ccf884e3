FROM python:3.12
RUN <<EOF
#!/usr/bin/env python3
import sys
print("built with", sys.version)
EOF
COPY <<greeting /etc/motd
Hello from $PYTHON_VERSION
greeting
CMD ["cat", "/etc/motd"]
