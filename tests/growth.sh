# Four times the text costs little more than four times the work, whatever the text (growth/growth.c).
. tests/common.sh

run_counting shapes "$BUILD/tests/growth/growth"
finish
