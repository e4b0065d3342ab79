# Fails when a string of the sources has no finished Chinese, or a plural no finished English: lupdate works on copies,
# whose result is read.
#   cmake -DLUPDATE=… -DSOURCE=… -DCOPIES=… -P check.cmake
file(MAKE_DIRECTORY "${COPIES}")
foreach(language zh_CN en)
    set(copy "${COPIES}/edgelink_${language}.ts")
    file(COPY_FILE "${SOURCE}/translations/edgelink_${language}.ts" "${copy}")
    set(which)
    if(language STREQUAL "en")
        set(which -pluralonly)
    endif()
    execute_process(COMMAND "${LUPDATE}" ${which} -no-obsolete -locations none -I "${SOURCE}" -extensions cpp,h "${SOURCE}/app" "${SOURCE}/models" "${SOURCE}/widgets"
                            -source-language en -target-language ${language} -ts "${copy}"
                    RESULT_VARIABLE code OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "lupdate failed: ${said}")
    endif()
    file(READ "${copy}" text)
    string(REGEX MATCHALL "<source>[^<]*</source>[^<]*(<comment>[^<]*</comment>[^<]*)?<translation type=\"unfinished\"" missing "${text}")
    if(missing)
        message(FATAL_ERROR "not in ${language} yet; run the target update_translations and write them: ${missing}")
    endif()
endforeach()
