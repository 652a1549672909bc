package client

import (
	"context"
	"errors"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// The system's own libraries, and what is called of them (Win32, "Clipboard", "Memory Management").
var (
	user32   = syscall.NewLazyDLL("user32.dll")
	kernel32 = syscall.NewLazyDLL("kernel32.dll")

	openClipboard           = user32.NewProc("OpenClipboard")
	closeClipboard          = user32.NewProc("CloseClipboard")
	clipboardData           = user32.NewProc("GetClipboardData")
	registerClipboardFormat = user32.NewProc("RegisterClipboardFormatW")
	globalSize              = kernel32.NewProc("GlobalSize")
	globalLock              = kernel32.NewProc("GlobalLock")
	globalUnlock            = kernel32.NewProc("GlobalUnlock")
	moveMemory              = kernel32.NewProc("RtlMoveMemory")
)

// Paste gives how the picture is read that the member has copied: as PNG where the other program offers that, or else as
// the bitmap that Windows makes of every picture.
func Paste() func(context.Context) ([]byte, error) {
	return pasting(copiedPicture)
}

func copiedPicture(ctx context.Context) ([]byte, error) {
	runtime.LockOSThread() // who has opened the clipboard is a thread
	defer runtime.UnlockOSThread()
	if err := holdClipboard(ctx); err != nil {
		return nil, err
	}
	defer func() { _, _, _ = closeClipboard.Call() }()
	name, err := syscall.UTF16PtrFromString("PNG")
	if err != nil {
		return nil, err
	}
	png, _, _ := registerClipboardFormat.Call(uintptr(unsafe.Pointer(name)))
	if picture, err := copiedAs(png); picture != nil || errors.Is(err, errCopiedLarge) {
		return picture, err
	}
	const deviceIndependentBitmap = 8
	dib, err := copiedAs(deviceIndependentBitmap)
	if err != nil {
		return nil, err
	}
	defer clear(dib)
	return bitmapFile(dib)
}

// holdClipboard opens the clipboard. One program at a time has it open, for moments.
func holdClipboard(ctx context.Context) error {
	const tries, pause = 20, 25 * time.Millisecond
	var err error
	for range tries {
		var opened uintptr
		if opened, _, err = openClipboard.Call(0); opened != 0 {
			return nil
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-ctx.Done():
			again.Stop()
			return ctx.Err()
		}
	}
	return err
}

// copiedAs gives a copy of what lies on the clipboard in a format. Its size is what Windows says it is, not the other program.
func copiedAs(format uintptr) ([]byte, error) {
	handle, _, _ := clipboardData.Call(format)
	if handle == 0 {
		return nil, errCopiedNone
	}
	size, _, _ := globalSize.Call(handle)
	if size == 0 || size > largestPicture {
		return nil, map[bool]error{true: errCopiedNone, false: errCopiedLarge}[size == 0]
	}
	from, _, err := globalLock.Call(handle)
	if from == 0 {
		return nil, err
	}
	defer func() { _, _, _ = globalUnlock.Call(handle) }()
	data := make([]byte, size)
	_, _, _ = moveMemory.Call(uintptr(unsafe.Pointer(&data[0])), from, size)
	return data, nil
}
