# Runs biber once for each line that it is given, in a fork of a process that has loaded biber's modules.
# A line names, between tabs, the folder, the file for the output, biber's script, and its arguments.
use v5.24;
use strict;
use warnings;

# What the script itself uses. Readers and writers are left out: as they are loaded, they ask for the data model.
use Biber;
use Biber::Utils;
use Getopt::Long;
use IPC::Cmd;
use List::AllUtils;
use Log::Log4perl;
use Log::Log4perl::Level;
use Pod::Usage;

my $most = shift; # seconds
$| = 1;
while (my $line = <STDIN>) {
  chomp $line;
  my ($folder, $output, $script, @arguments) = split /\t/, $line;
  my $child = fork // die "cannot fork: $!";
  if (!$child) {
    chdir $folder or die "cannot enter $folder: $!";
    open STDIN, '<', '/dev/null' or die $!;
    open STDOUT, '>', $output or die $!;
    open STDERR, '>&', \*STDOUT or die $!;
    alarm $most;
    @ARGV = @arguments;
    $0 = $script;
    do $script;
    die $@ if $@;
    exit 0;
  }
  waitpid $child, 0;
  say $? >> 8 || $? & 127;
}
