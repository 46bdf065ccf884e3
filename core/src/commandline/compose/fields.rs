//! The fields of a service, and what each does to its command.

use crate::commandline::file::FieldEffect;

/// Every field that a service may have: compose-spec's schema, as docker compose 2.40.3 has it.
pub(super) const ALL: &[&str] = &[
    "annotations",
    "attach",
    "blkio_config",
    "build",
    "cap_add",
    "cap_drop",
    "cgroup",
    "cgroup_parent",
    "command",
    "configs",
    "container_name",
    "cpu_count",
    "cpu_percent",
    "cpu_period",
    "cpu_quota",
    "cpu_rt_period",
    "cpu_rt_runtime",
    "cpu_shares",
    "cpus",
    "cpuset",
    "credential_spec",
    "depends_on",
    "deploy",
    "develop",
    "device_cgroup_rules",
    "devices",
    "dns",
    "dns_opt",
    "dns_search",
    "domainname",
    "entrypoint",
    "env_file",
    "environment",
    "expose",
    "extends",
    "external_links",
    "extra_hosts",
    "gpus",
    "group_add",
    "healthcheck",
    "hostname",
    "image",
    "init",
    "ipc",
    "isolation",
    "label_file",
    "labels",
    "links",
    "logging",
    "mac_address",
    "mem_limit",
    "mem_reservation",
    "mem_swappiness",
    "memswap_limit",
    "models",
    "network_mode",
    "networks",
    "oom_kill_disable",
    "oom_score_adj",
    "pid",
    "pids_limit",
    "platform",
    "ports",
    "post_start",
    "pre_stop",
    "privileged",
    "profiles",
    "provider",
    "pull_policy",
    "pull_refresh_after",
    "read_only",
    "restart",
    "runtime",
    "scale",
    "secrets",
    "security_opt",
    "shm_size",
    "stdin_open",
    "stop_grace_period",
    "stop_signal",
    "storage_opt",
    "sysctls",
    "tmpfs",
    "tty",
    "ulimits",
    "use_api_socket",
    "user",
    "userns_mode",
    "uts",
    "volumes",
    "volumes_from",
    "working_dir",
];

/// What a field does.
pub(super) fn effect(name: &str) -> FieldEffect {
    use FieldEffect::{Acts, Elsewhere, NotSimulated};
    match name {
        "image" => Acts("the image"),
        "build" => Acts("builds the image"),
        "command" => Acts("replaces the image's CMD"),
        "entrypoint" => Acts("replaces the image's ENTRYPOINT, and drops its CMD"),
        "environment" => Acts("sets variables of the container"),
        "env_file" => Acts("sets the variables of a file"),
        "working_dir" => Acts("the working directory"),
        "user" => Acts("the user"),
        "hostname" => Acts("the host name"),
        "init" => Acts("puts `docker-init` in front of the command"),
        "stdin_open" => Acts("keeps standard input open"),
        "tty" => Acts("gives a terminal, and sets `TERM`"),
        "read_only" => Acts("nothing can change the files of the image"),
        "sysctls" => Acts("sets parameters of the kernel"),
        "cap_drop" => Acts("takes capabilities away"),
        "stop_signal" => Acts("the signal that stops the container"),
        "stop_grace_period" => Acts("how long stopping waits before SIGKILL"),
        "healthcheck" => Acts("the health check"),
        "network_mode" => Acts("whose network it has; with `host` also its name"),
        "cap_add"
        | "cgroup"
        | "cgroup_parent"
        | "configs"
        | "cpus"
        | "cpuset"
        | "credential_spec"
        | "deploy"
        | "develop"
        | "device_cgroup_rules"
        | "devices"
        | "dns"
        | "dns_opt"
        | "dns_search"
        | "domainname"
        | "extra_hosts"
        | "gpus"
        | "group_add"
        | "ipc"
        | "isolation"
        | "links"
        | "external_links"
        | "mem_limit"
        | "memswap_limit"
        | "models"
        | "oom_kill_disable"
        | "pid"
        | "pids_limit"
        | "platform"
        | "post_start"
        | "pre_stop"
        | "privileged"
        | "provider"
        | "runtime"
        | "secrets"
        | "security_opt"
        | "shm_size"
        | "storage_opt"
        | "tmpfs"
        | "ulimits"
        | "use_api_socket"
        | "userns_mode"
        | "uts"
        | "volumes"
        | "volumes_from" => NotSimulated,
        _ => Elsewhere,
    }
}
