/*
 * Stands in for a disk that forgets what it was not asked to keep. Preloaded into a process, it copies the agent's database and its log to the
 * directory DURABLE whenever one of them is brought to the disk, as it was when that began; DELAY_US is how long the disk takes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*sync_call)(int);

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void copy(const char *from, const char *to) {
  static char bytes[1 << 20];
  int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  off_t at = 0;
  ssize_t length;
  if (in < 0 || out < 0) abort();
  while ((length = pread(in, bytes, sizeof bytes, at)) > 0) {
    if (write(out, bytes, length) != length) abort();
    at += length;
  }
  close(in);
  close(out);
}

static int keep(int descriptor, sync_call real) {
  const char *directory = getenv("DURABLE"), *delay = getenv("DELAY_US");
  char link[64], path[4096], kept[4200], fresh[4300];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (directory == NULL || length < 0) return real(descriptor);
  path[length] = 0;
  const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
  if (strcmp(name, "agent.db") != 0 && strcmp(name, "agent.db-wal") != 0) return real(descriptor);
  pthread_mutex_lock(&one_at_a_time);
  snprintf(kept, sizeof kept, "%s/%s", directory, name);
  snprintf(fresh, sizeof fresh, "%s.new", kept);
  copy(path, fresh);
  if (delay != NULL) usleep(atoi(delay));
  rename(fresh, kept);
  pthread_mutex_unlock(&one_at_a_time);
  return 0;
}

int fsync(int descriptor) {
  static sync_call real;
  if (real == NULL) real = (sync_call)dlsym(RTLD_NEXT, "fsync");
  return keep(descriptor, real);
}

int fdatasync(int descriptor) {
  static sync_call real;
  if (real == NULL) real = (sync_call)dlsym(RTLD_NEXT, "fdatasync");
  return keep(descriptor, real);
}
