package auth

import "syscall"

// niceness is by how much the threads that hash stand behind the others: 0 is none, 19 the most.
const niceness = 4

// yieldToOthers makes the system run this thread after the others of the process, where they want to run. On Linux, a priority is a thread's own. Nobody is
// refused a lower one; and where it is, hashing goes on as before.
func yieldToOthers() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, niceness) }
