# Wrapper functions and compiler settings that every target of the project shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

set(EDGELINK_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
option(EDGELINK_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
# Most of the time goes into the same headers again and again. What a file forgets to include, the preset dev finds.
option(EDGELINK_UNITY "Compile the sources of a library eight at a time, and tests behind headers compiled once" OFF)

find_program(CCACHE ccache)
if(CCACHE)
    # Relative paths, so that a fresh clone of the same tree hits the cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=time_macros,pch_defines ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT EDGELINK_FUZZ)
    add_link_options(-fuse-ld=mold)
endif()

add_library(edgelink_settings INTERFACE)
# clang is used for fuzzing and checks only; what it warns about beyond GCC is clang-tidy's business.
target_compile_options(edgelink_settings INTERFACE -Wall -Wextra -Wpedantic -Wconversion $<$<CXX_COMPILER_ID:GNU>:-Werror>)
# GCC 12 loses track of which side of tl::expected's union is alive once it inlines: false alarms in optimised builds only.
target_compile_options(edgelink_settings INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release,RelWithDebInfo>>:-Wno-maybe-uninitialized>)
target_compile_definitions(edgelink_settings INTERFACE
    QT_NO_FOREACH
    EDGELINK_VERSION="${PROJECT_VERSION}")
target_include_directories(edgelink_settings INTERFACE "${CMAKE_SOURCE_DIR}")
if(EDGELINK_SANITIZE)
    add_compile_options(-fsanitize=${EDGELINK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${EDGELINK_SANITIZE})
endif()
if(EDGELINK_FUZZ)
    # gnu++20 headers and Qt are the system's; only our code is instrumented.
    # vptr and function need the type information of Qt's own classes.
    set(instrumented address,undefined)
    add_compile_options(-fsanitize=fuzzer-no-link,${instrumented} -fno-sanitize=vptr,function -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${instrumented} -fno-sanitize=vptr,function)
endif()

# Qt tells every test its folders, for QFINDTESTDATA. We do not use it, and no two clones could share what was compiled.
if(TARGET Qt6::Test)
    set_target_properties(Qt6::Test PROPERTIES INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
endif()

add_custom_target(tsan_tests)   # everything labelled tsan
add_custom_target(fuzz_targets) # everything under tests/fuzz
add_custom_target(bench_targets) # everything labelled bench

# edgelink_library(NAME SOURCES … LINK PUBLIC … PRIVATE …): a static library of ours.
function(edgelink_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES UNITY_BUILD ${EDGELINK_UNITY})
    target_link_libraries(${name} PRIVATE edgelink_settings)
    if(arg_LINK)
        target_link_libraries(${name} ${arg_LINK})
    endif()
endfunction()

# edgelink_executable(NAME SOURCES … LINK …)
function(edgelink_executable name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE edgelink_settings ${arg_LINK})
endfunction()

# edgelink_test(NAME SOURCES … LINK … LABELS … [ENVIRONMENT A=B …] [FIXTURES …] [TIMEOUT s])
# A Qt Test program; its first source holds the test class and EDGELINK_TEST_MAIN.
# Those against real components run in two lanes, integration and the drills on sandboxes of their own: one after another within a
# lane, side by side otherwise, for most of the time either of them waits.
function(edgelink_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS;ENVIRONMENT;FIXTURES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE edgelink_settings test_support Qt6::Test ${arg_LINK})
    if(EDGELINK_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_precompile_headers(${name} REUSE_FROM test_headers)
        target_compile_options(${name} PRIVATE -fpch-preprocess) # else ccache would not know what it sees
    endif()
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    if("tsan" IN_LIST arg_LABELS)
        add_dependencies(tsan_tests ${name})
    endif()
    if("bench" IN_LIST arg_LABELS)
        add_dependencies(bench_targets ${name})
    endif()
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${name} PROPERTIES
        LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;EDGELINK_TEST=1;EDGELINK_SANDBOX_DIR=${CMAKE_BINARY_DIR}/sandbox;ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1;UBSAN_OPTIONS=print_stacktrace=1;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp:halt_on_error=1:die_after_fork=0;${arg_ENVIRONMENT}")
    if("integration" IN_LIST arg_LABELS)
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK integration)
    elseif("e2e" IN_LIST arg_LABELS OR "campaign" IN_LIST arg_LABELS)
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK drill)
    elseif("bench" IN_LIST arg_LABELS)
        set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
    if(arg_FIXTURES)
        set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED "${arg_FIXTURES}")
    endif()
endfunction()
