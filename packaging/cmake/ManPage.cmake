# cmake -DPROGRAM=… -DTITLE=… -DOUTPUT=… -P ManPage.cmake
# A manual page whose body is the program's own --help, so that it can never say anything else.
get_filename_component(name "${PROGRAM}" NAME)
# Defaults below the home folder are to read "~/…", and whoever packages this has preferences of his own.
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env --unset=XDG_STATE_HOME --unset=XDG_DATA_HOME --unset=LANGUAGE HOME=~ LC_ALL=C.UTF-8 "${PROGRAM}" --help
    OUTPUT_VARIABLE help RESULT_VARIABLE code ERROR_VARIABLE complaint)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "${name} --help failed (${code}): ${complaint}")
endif()
string(REPLACE "\\" "\\e" help "${help}")
string(REPLACE "-" "\\-" help "${help}")
string(REGEX REPLACE "(^|\n)([.'])" "\\1\\\\&\\2" help "${help}")
string(TOUPPER "${name}" upper)
file(WRITE "${OUTPUT}" ".TH ${upper} 1 \"\" \"EdgeLink Incident Console ${VERSION}\"\n.SH NAME\n${name} \\- ${TITLE}\n.SH DESCRIPTION\n.nf\n${help}.fi\n")
