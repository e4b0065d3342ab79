# Fails when a string of the sources has no finished Chinese: lupdate works on a copy, whose result is read.
#   cmake -DLUPDATE=… -DSOURCE=… -DCOPY=… -P check.cmake
get_filename_component(folder "${COPY}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}")
file(COPY_FILE "${SOURCE}/translations/edgelink_zh_CN.ts" "${COPY}")
execute_process(COMMAND "${LUPDATE}" -no-obsolete -locations none -I "${SOURCE}" -extensions cpp,h "${SOURCE}/app" "${SOURCE}/models" "${SOURCE}/widgets"
                        -source-language en -target-language zh_CN -ts "${COPY}"
                RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
if(NOT code EQUAL 0)
    message(FATAL_ERROR "lupdate failed: ${said}")
endif()
file(READ "${COPY}" text)
string(REGEX MATCHALL "<source>[^<]*</source>[^<]*(<comment>[^<]*</comment>[^<]*)?<translation type=\"unfinished\"" missing "${text}")
if(missing)
    message(FATAL_ERROR "not in Chinese yet; run the target update_translations and write them: ${missing}")
endif()
