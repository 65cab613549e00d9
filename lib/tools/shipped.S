/* The shipped pack as bytes of the library. */
    .section .rodata
    .balign 16
    .global netral_shipped_start
    .hidden netral_shipped_start
netral_shipped_start:
    .incbin PACK_FILE
    .global netral_shipped_end
    .hidden netral_shipped_end
netral_shipped_end:
    .section .note.GNU-stack,"",%progbits
