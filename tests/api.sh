# The library as programs use it: the header in every dialect of C and in C++, and the programs of tests/api, which the
# Makefile has built into $BUILD/tests/api (tests.mk).
. tests/common.sh

# compile_header NAME COMPILER DIALECT...
compile_header() {
	name=header-$1
	shift
	if "$@" -Wall -Wextra -Wpedantic -Werror -Iinclude -fsyntax-only tests/api/header.c >"$work/$name.log" 2>&1; then
		pass
	else
		fail "$name" "$(grep -m 1 -E 'error|warning' "$work/$name.log")"
	fi
}

for compiler in gcc clang; do
	command -v "$compiler" >/dev/null || continue
	compile_header "$compiler-c99" "$compiler" -std=c99 -Wstrict-prototypes
	compile_header "$compiler-c11" "$compiler" -std=c11
	compile_header "$compiler-c17" "$compiler" -std=c17
	compile_header "$compiler-c23" "$compiler" -std=c2x
done
for compiler in g++ clang++; do
	command -v "$compiler" >/dev/null || continue
	compile_header "$compiler-98" "$compiler" -x c++ -std=c++98
	compile_header "$compiler-17" "$compiler" -x c++ -std=c++17
done

for source in tests/api/*.c; do
	name=$(basename "$source" .c)
	[ "$name" = header ] || run_counting "$name" "$BUILD/tests/api/$name"
done
finish
