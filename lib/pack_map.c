/* A compiled pack in a file is mapped and used as it lies: whoever starts with it waits for the checks, not for reading a million
 * names, and programs that use one file share its pages. The map is read-only, and what the file says is looked over once. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack_verify.h"

static int cannot(const char *path, netral_error *error) {
    return error_at(error, NETRAL_ERROR_IO, "pack-file", (struct place){path, 0, 0}, "cannot read: %s", strerror(errno));
}

static int map_file(const char *path, const unsigned char **image, size_t *size, netral_error *error) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), code = 0;
    void *map = MAP_FAILED;
    if (file < 0 || fstat(file, &status) != 0)
        code = cannot(path, error);
    else if (!S_ISREG(status.st_mode) || status.st_size <= 0 || (uint64_t)status.st_size > UINT32_MAX)
        code = error_at(error, NETRAL_ERROR_VERSION, "pack-damaged", (struct place){path, 0, 0},
                        "this is no compiled pack: make one with `netral pack compile`");
    else if ((map = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0)) == MAP_FAILED)
        code = cannot(path, error);
    if (file >= 0)
        close(file);
    *image = map;
    *size = code ? 0 : (size_t)status.st_size;
    return code;
}

void pack_unmap(const unsigned char *image, size_t size) {
    munmap((void *)(uintptr_t)image, size);
}

static int open_map(const unsigned char *image, size_t size, const netral_allocator *allocator, netral_pack **pack, netral_error *error) {
    struct pack_section sections[IMAGE_SECTIONS];
    int code = image_sections(image, size, sections, error);
    code = code ? code : image_check_sum(image, sections, error);
    code = code ? code : pack_verify(sections, allocator, error);
    return code ? code : pack_open(sections, allocator, pack, error);
}

int pack_map(const char *path, const netral_allocator *allocator, netral_pack **pack, netral_error *error) {
    const unsigned char *image;
    size_t size;
    int code = map_file(path, &image, &size, error);
    if (code)
        return code;
    code = open_map(image, size, allocator, pack, error);
    if (code) {
        pack_unmap(image, size);
        if (error && !error->file[0])
            strncat(error->file, path, sizeof error->file - 1);
        return code;
    }
    (*pack)->storage = PACK_MAPPED;
    (*pack)->image = image;
    (*pack)->image_size = size;
    return 0;
}

int netral_pack_write(const netral_pack *pack, netral_sink *sink, void *context, netral_error *error) {
    if (!pack || !sink)
        return error_set(error, NETRAL_ERROR_ARGUMENT, "argument", "netral_pack_write: pack or sink is NULL");
    return image_write(pack->sections, sink, context, error);
}
