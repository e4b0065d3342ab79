// SPDX-FileCopyrightText: EdgeLink Incident Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One tool of many behaviours for the command layer's tests: fake_tool BEHAVIOUR [ARGUMENT …]
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

extern char **environ;

namespace {

volatile std::sig_atomic_t g_interrupted = 0;

void say(std::string_view text, int descriptor = STDOUT_FILENO)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written <= 0)
            std::_Exit(97);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

[[noreturn]] void blockForEver()
{
    for (;;)
        ::pause();
}

void flood(int descriptor, long megabytes, bool lines)
{
    std::string block;
    for (int i = 0; block.size() < 1024 * 1024; ++i)
        block += lines ? "line " + std::to_string(i) + " of a very talkative tool\n" : std::string(64, 'x');
    block.resize(1024 * 1024);
    if (lines)
        block.back() = '\n';
    for (long i = 0; i < megabytes; ++i)
        say(block, descriptor);
}

int listDescriptors()
{
    DIR *folder = ::opendir("/proc/self/fd");
    if (folder == nullptr)
        return 1;
    while (const dirent *entry = ::readdir(folder)) {
        if (entry->d_name[0] != '.' && std::atoi(entry->d_name) != ::dirfd(folder))
            say(std::string(entry->d_name) + "\n");
    }
    ::closedir(folder);
    return 0;
}

void fork(bool chatter)
{
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGINT, SIG_IGN);
        if (!chatter)
            blockForEver();
        for (;;) {
            say("still here\n");
            ::usleep(1000);
        }
    }
    say("grandchild " + std::to_string(child) + "\n");
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    const auto argument = [&](int i) { return std::string(argc > i ? argv[i] : ""); };
    if (what == "echo") {
        for (int i = 2; i < argc; ++i)
            say(argument(i) + "\n");
    } else if (what == "say") { // OUT ERR CODE
        say(argument(2));
        say(argument(3), STDERR_FILENO);
        return std::atoi(argument(4).c_str());
    } else if (what == "environment") {
        for (char **variable = environ; *variable != nullptr; ++variable)
            say(std::string(*variable) + "\n");
    } else if (what == "crash") {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        std::signal(SIGSEGV, SIG_DFL);
        ::raise(SIGSEGV);
    } else if (what == "block") {
        say("ready\n");
        blockForEver();
    } else if (what == "ignore-interrupt") {
        std::signal(SIGINT, SIG_IGN);
        say("ready\n");
        blockForEver();
    } else if (what == "tidy-interrupt") {
        std::signal(SIGINT, [](int) { g_interrupted = 1; });
        say("ready\n");
        while (g_interrupted == 0)
            ::usleep(1000);
        say("cleaned up\n");
        return 1;
    } else if (what == "grandchild") { // leaves one behind that holds our output open
        fork(argument(2) == "chatter");
    } else if (what == "grandchild-block") {
        fork(false);
        blockForEver();
    } else if (what == "pieces") { // each argument is written by itself, with a pause that the reader can see
        for (int i = 2; i < argc; ++i) {
            ::usleep(120'000);
            say(argument(i));
        }
    } else if (what == "flood") { // MEGABYTES out|err lines|one
        flood(argument(3) == "err" ? STDERR_FILENO : STDOUT_FILENO, std::atol(argument(2).c_str()),
              argument(4) != "one");
    } else if (what == "input") {
        char byte = 0;
        say("read " + std::to_string(::read(STDIN_FILENO, &byte, 1)) + "\n");
    } else if (what == "terminal") {
        say(::open("/dev/tty", O_RDWR) < 0 ? "none\n" : "have one\n");
    } else if (what == "descriptors") {
        return listDescriptors();
    } else if (what == "group") {
        say(std::to_string(::getpid() == ::getpgrp() && ::getpid() == ::getsid(0)) + "\n");
    } else if (what == "touch") { // FILE: proves that it ran
        std::FILE *file = std::fopen(argument(2).c_str(), "w");
        if (file != nullptr)
            std::fclose(file);
    } else if (what == "outlive") { // FILE: waits for FILE.go, talks, then makes FILE
        say("ready\n");
        while (::access((argument(2) + ".go").c_str(), F_OK) != 0) {
            say("working\n");
            ::usleep(5000);
        }
        std::FILE *file = std::fopen(argument(2).c_str(), "w");
        if (file != nullptr)
            std::fclose(file);
    } else if (what == "directory") {
        char *here = ::getcwd(nullptr, 0);
        say(std::string(here) + "\n");
        std::free(here);
    } else {
        std::fprintf(stderr, "unknown behaviour\n");
        return 64;
    }
    return 0;
}
